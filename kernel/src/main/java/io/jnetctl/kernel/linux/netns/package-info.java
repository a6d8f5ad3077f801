/**
 * Network namespaces held open: each visited once, by a descriptor and a socket that stay in it.
 *
 * <pre>{@code
 * OpenNetns web = openNamespaces.get(Netns.named("shop.web"));
 * web.socket().request(LinkMessage.named("eth0").up().change());
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.netns;

import org.jspecify.annotations.NullMarked;
