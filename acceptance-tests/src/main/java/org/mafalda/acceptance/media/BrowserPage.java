package org.mafalda.acceptance.media;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of Chromium in which the script of {@code web/src/endpoint.js} runs. Used from one thread: what the script
 * asks is answered on it, while it waits for the script. Lives until it is closed.
 */
final class BrowserPage implements AutoCloseable {
    /** A secure context, which cameras need; nothing is ever fetched from there. */
    private static final String ADDRESS = "https://endpoint.test/";

    private static final String CALL =
            "async ([name, values]) =>" + " JSON.stringify((await endpoint[name](...JSON.parse(values))) ?? null)";
    private static final String SCRIPT = resource("web/endpoint.js");

    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private BrowserPage(Page page) {
        this.page = page;
    }

    /**
     * Opens one.
     *
     * @param answer what the script is told when it asks: by the name of the request and its data in JSON
     */
    static BrowserPage open(Chromium chromium, BiFunction<String, String, @Nullable String> answer) {
        BrowserPage opened = new BrowserPage(chromium.page());
        Page page = opened.page;
        page.onPageError(opened.errors::add);
        page.exposeFunction("answer", request -> answer.apply((String) request[0], (String) request[1]));
        page.route(
                ADDRESS,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>Endpoint</title>")));
        page.navigate(ADDRESS);
        page.addScriptTag(new Page.AddScriptTagOptions().setContent(SCRIPT));
        return opened;
    }

    /** Calls a function of the script and returns its result in JSON, which is {@code null} if there is none. */
    String call(String function, Object... arguments) {
        return Objects.requireNonNull(
                (String) page.evaluate(CALL, List.of(function, BrowserJson.write(Arrays.asList(arguments)))));
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(BrowserPage.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if a script failed where nobody waited for it. */
    @Override
    public void close() {
        page.close();
        if (!errors.isEmpty()) {
            throw new AssertionError("Scripts of the page failed: " + errors);
        }
    }
}
