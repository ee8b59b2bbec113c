package org.mafalda.acceptance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The tests of mediasoup's own suite that a contract test stands for. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Upstream {
    /** File and exact title: {@code "test-Worker: worker.dump() succeeds"}. */
    String[] value();
}
