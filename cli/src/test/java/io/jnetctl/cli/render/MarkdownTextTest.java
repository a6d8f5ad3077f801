package io.jnetctl.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {
    @Test
    void proseReadsAsItIs() {
        assertEquals("web joins my\\_net", MarkdownText.plain("web joins my_net"));
        assertEquals("a \\| b \\\\ \\`c\\` \\*d\\*", MarkdownText.plain("a | b \\ `c` *d*"));
        assertEquals("&lt;img src=x&gt; &amp;amp; \\[x\\](y)", MarkdownText.plain("<img src=x> &amp; [x](y)"));
        assertEquals("&#64;everybody \\#1", MarkdownText.plain("@everybody #1"));
        assertEquals("a\\\\u000ab", MarkdownText.plain("a\nb"));
    }

    @Test
    void codeReadsAsItIs() {
        assertEquals("`+10.10.0.5 web`", MarkdownText.code("+10.10.0.5\tweb"));
        assertEquals("`a\\|b`", MarkdownText.code("a|b"));
        assertEquals("``a`b``", MarkdownText.code("a`b"));
        assertEquals("``` ``a ```", MarkdownText.code("``a"));
        assertEquals("`<b>&amp;`", MarkdownText.code("<b>&amp;"));
        assertEquals("`a\\u000ab`", MarkdownText.code("a\nb"));
        assertEquals("", MarkdownText.code(""));
    }
}
