/**
 * How routers that span workers decide: what streams cost, which worker a transport goes to, and from where a router
 * gets a stream that is piped to it. Each is a function of what it is given, so that decisions can be explained,
 * repeated and simulated; an application may bring its own.
 */
@NullMarked
package org.mafalda.mafalda.policy;

import org.jspecify.annotations.NullMarked;
