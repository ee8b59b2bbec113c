package org.mafalda.rope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a one-way method or an event: it is never repeated after a cut, and it is dropped and counted when the queue is
 * full. For media packets and the like, where late is worse than lost.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Lossy {}
