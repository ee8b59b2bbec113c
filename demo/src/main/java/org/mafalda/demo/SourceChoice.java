package org.mafalda.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes the media. */
enum SourceChoice {
    /** ffmpeg where it is installed, else the generator. */
    AUTO,
    /** ffmpeg: a test picture and a tone. */
    FFMPEG,
    /** A recorded picture and silence. */
    GENERATED;

    /**
     * Starts sending to that port of 127.0.0.1; without a length until closed. Throws {@link IllegalStateException} if
     * ffmpeg is wanted and missing.
     */
    MediaSource start(int port, @Nullable Duration length) {
        Optional<Path> ffmpeg = this == GENERATED ? Optional.empty() : FfmpegSource.find();
        if (ffmpeg.isPresent()) {
            return FfmpegSource.start(ffmpeg.get(), port, length);
        }
        if (this == FFMPEG) {
            throw new IllegalStateException("ffmpeg is not on the PATH: install ffmpeg or use --source generated");
        }
        return GeneratedSource.start(port, length);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
