package org.mafalda.demo.conference;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The conference in one tab, as its visitor uses it; every wait has the context's deadline. */
final class ConferencePage {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private ConferencePage(Page page) {
        this.page = page;
        page.onPageError(errors::add);
    }

    static ConferencePage open(BrowserContext context, URI uri, String room) {
        ConferencePage opened = new ConferencePage(context.newPage());
        opened.page.navigate(uri + "#" + room);
        return opened;
    }

    /** Joins without camera and microphone. */
    ConferencePage watch(String name) {
        page.uncheck("#with-camera");
        page.uncheck("#with-microphone");
        return join(name);
    }

    /** From now on notes how long the picture of somebody stands still, and which track it shows. */
    void watchThePictureOf(String name) {
        page.evaluate("""
                name => {
                  const video = document.querySelector(`.tile[data-name="${name}"] video`);
                  const track = () => video.srcObject?.getVideoTracks()[0].id;
                  window.picture = { before: track(), now: track(), last: performance.now(), still: 0 };
                  const frame = (time) => {
                    picture.still = Math.max(picture.still, time - picture.last);
                    picture.last = time;
                    picture.now = track();
                    video.requestVideoFrameCallback(frame);
                  };
                  video.requestVideoFrameCallback(frame);
                }""", name);
    }

    /** Waits until the picture is that of another track, and moves; for how long it stood still, in ms. */
    long pictureReturns() {
        page.waitForFunction("() => picture.now !== picture.before && performance.now() - picture.last < 200");
        return ((Number) page.evaluate("() => picture.still")).longValue();
    }

    ConferencePage join(String name) {
        page.fill("#name", name);
        press("Join");
        page.waitForFunction("() => document.body.dataset.call === 'in'");
        return this;
    }

    /** Waits until media of that many tracks arrives, and goes on arriving. */
    void receives(int tracks) {
        page.waitForFunction(
                "count => conference.received().filter(it => it.packetsReceived > 0"
                        + " && (it.kind === 'audio' || it.framesDecoded > 0)).length === count",
                tracks);
        Object before = page.evaluate("() => conference.received()");
        page.waitForFunction(
                "before => { const now = conference.received(); return now.length === before.length"
                        + " && now.every((it, i) => it.packetsReceived >= before[i].packetsReceived + 20"
                        + " && (it.kind === 'audio' || it.framesDecoded >= before[i].framesDecoded + 10)); }",
                before);
    }

    /** Waits until the panel shows these numbers, as drawn. */
    void panelShows(Map<String, Integer> totals) {
        page.waitForFunction(
                "totals => Object.entries(totals).every(([name, count]) =>"
                        + " document.getElementById(`total-${name}`)?.textContent === String(count))",
                totals);
    }

    /** Waits until an element that matches is there and visible. */
    void sees(String selector) {
        page.waitForSelector(selector);
    }

    /** Waits until the text is visible somewhere. */
    void reads(String text) {
        page.getByText(text).first().waitFor();
    }

    /** Waits until the script returns true. */
    void waitsFor(String predicate) {
        page.waitForFunction(predicate);
    }

    /** Ids of the producers and consumers that the panel was last told of. */
    List<String> panelIds() {
        Object ids = page.evaluate("() => conference.panel().workers.flatMap(it => it.routers)"
                + ".flatMap(it => it.transports).flatMap(it => [...it.producers, ...it.consumers]).map(it => it.id)");
        return ((List<?>) ids).stream().map(String::valueOf).toList();
    }

    void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Scripts that failed. */
    List<String> errors() {
        return errors;
    }

    void close() {
        page.close();
    }
}
