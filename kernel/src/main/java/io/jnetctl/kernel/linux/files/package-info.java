/**
 * Managed files: blocks between marks in hosts and resolver files, whole environment files; read and written so that no link leads
 * elsewhere and no crash leaves a half.
 *
 * <pre>{@code
 * BlockText.of("127.0.0.1 localhost\n").with(owner, List.of("10.0.0.2\tdb")).text();
 * }</pre>
 */
@NullMarked
package io.jnetctl.kernel.linux.files;

import org.jspecify.annotations.NullMarked;
