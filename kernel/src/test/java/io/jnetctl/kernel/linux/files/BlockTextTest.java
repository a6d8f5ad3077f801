package io.jnetctl.kernel.linux.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.linux.files.BlockText.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTextTest {
    private static final Owner WEB = new Owner("shop", "web");
    private static final Owner DB = new Owner("shop", "db");
    private static final String WEB_BLOCK = "# begin jnetctl:shop/web\na\nb\n# end jnetctl:shop/web\n";

    @Test
    void aBlockIsAppendedToATextWithoutOne() {
        assertEquals("mine\n" + WEB_BLOCK, with("mine\n"));
        assertEquals(WEB_BLOCK, with(""));
    }

    @Test
    void aLastLineWithoutALineBreakGetsOneBeforeTheBlock() {
        assertEquals("mine\n" + WEB_BLOCK, with("mine"));
    }

    @Test
    void aBlockIsReplacedWhereItStandsAndTheTextAroundItSurvivesByteForByte() {
        String before = "top\r\n\u00fe\u00ff\0\n";
        String after = "\n\nbottom without a break";
        String old = "# begin jnetctl:shop/web\nold\n# end jnetctl:shop/web\n";
        assertEquals(before + WEB_BLOCK + after, with(before + old + after));
    }

    @Test
    void writingTheSameAgainChangesNothing() {
        String once = with("x\n");
        assertEquals(once, with(once));
    }

    @Test
    void anOwnersFurtherBlocksGo() {
        assertEquals("1\n" + WEB_BLOCK + "2\n3", with("1\n" + WEB_BLOCK + "2\n" + WEB_BLOCK + "3"));
    }

    @Test
    void otherOwnersBlocksStay() {
        String other = "# begin jnetctl:shop/db\nx\n# end jnetctl:shop/db\n";
        assertEquals(other + WEB_BLOCK, with(other));
        assertEquals(
                List.of(DB, WEB),
                BlockText.of(other + WEB_BLOCK).blocks().stream()
                        .map(Block::owner)
                        .toList());
    }

    @Test
    void aBeginWithoutAnEndHasNoLinesAndWhatFollowsItIsTheUsers() {
        String broken = "# begin jnetctl:shop/web\nmine by now\n";
        assertEquals(List.of(), BlockText.of(broken).blocks().getFirst().lines());
        assertEquals(WEB_BLOCK + "mine by now\n", with(broken));
    }

    @Test
    void aBeginInsideABlockEndsTheOuterOne() {
        BlockText text = BlockText.of("# begin jnetctl:shop/db\nlost\n" + WEB_BLOCK);
        assertEquals(List.of(), text.blocks().get(0).lines());
        assertEquals(List.of("a", "b"), text.blocks().get(1).lines());
    }

    @Test
    void marksOfWholeNamesOnlyAreOurs() {
        String longer = "# begin jnetctl:shop/web-another\nx\n# end jnetctl:shop/web-another\n";
        assertEquals(longer + WEB_BLOCK, with(longer));
    }

    @Test
    void aBlockIsTakenAwayWithoutATrace() {
        BlockText text = BlockText.of("1\n" + WEB_BLOCK + "2");
        assertEquals("1\n2", text.without(text.blocks().getFirst()).text());
    }

    @Test
    void aBlockBecomesAnotherOwners() {
        BlockText text = BlockText.of("1\n# begin jnetctl:shop/db\nx\n# end jnetctl:shop/db\n2\n");
        assertEquals(
                "1\n" + WEB_BLOCK + "2\n",
                text.replaced(text.blocks().getFirst(), WEB, List.of("a", "b")).text());
    }

    @Test
    void carriageReturnsOfAnEditorAreNotPartOfOurLines() {
        BlockText text = BlockText.of(WEB_BLOCK.replace("\n", "\r\n"));
        assertEquals(List.of("a", "b"), text.blocks().getFirst().lines());
    }

    private static String with(String text) {
        return BlockText.of(text).with(WEB, List.of("a", "b")).text();
    }
}
