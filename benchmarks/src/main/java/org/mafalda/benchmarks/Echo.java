package org.mafalda.benchmarks;

import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Remote;

/** The least that can be called. */
@Remote
@Contract(name = "echo", version = 1)
public interface Echo {
    /** Completes with what it was given. */
    CompletableFuture<String> echo(String text);
}
