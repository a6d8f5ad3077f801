package io.jnetctl.kernel.linux.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The rules of a chain in their order. Kept in blocks of a limited size, so that finding the place of one and putting one at a place
 * cost little in a chain of tens of thousands.
 */
final class RuleOrder implements Iterable<SavedRule> {
    private static final int BLOCK_SIZE = 512;

    private final List<List<SavedRule>> blocks = new ArrayList<>();
    private final Map<SavedRule, List<SavedRule>> blockOf = new HashMap<>();

    int size() {
        return blockOf.size();
    }

    /** Its place as {@code -I} counts, from 1. */
    int position(SavedRule rule) {
        List<SavedRule> home = blockOf.get(rule);
        int before = 0;
        for (List<SavedRule> block : blocks) {
            if (block == home) {
                return before + block.indexOf(rule) + 1;
            }
            before += block.size();
        }
        throw new IllegalStateException("not in the chain: " + rule.specification());
    }

    /** Puts a rule where {@code -I} with this number would, from 1 to one more than there are. */
    void insert(int position, SavedRule rule) {
        int left = position - 1;
        int at = 0;
        while (at < blocks.size() - 1 && left > blocks.get(at).size()) {
            left -= blocks.get(at).size();
            at++;
        }
        if (blocks.isEmpty()) {
            blocks.add(new ArrayList<>());
        }
        List<SavedRule> block = blocks.get(at);
        block.add(left, rule);
        blockOf.put(rule, block);
        if (block.size() > BLOCK_SIZE) {
            split(at, left == block.size() - 1 ? block.size() - 1 : block.size() / 2);
        }
    }

    private void split(int at, int from) {
        List<SavedRule> block = blocks.get(at);
        List<SavedRule> tail = block.subList(from, block.size());
        List<SavedRule> next = new ArrayList<>(tail);
        tail.clear();
        next.forEach(rule -> blockOf.put(rule, next));
        blocks.add(at + 1, next);
    }

    void remove(SavedRule rule) {
        List<SavedRule> block = blockOf.remove(rule);
        if (block == null) {
            throw new IllegalStateException("not in the chain: " + rule.specification());
        }
        block.remove(rule);
        if (block.isEmpty()) {
            blocks.removeIf(List::isEmpty);
        }
    }

    @Override
    public Iterator<SavedRule> iterator() {
        return blocks.stream().flatMap(List::stream).iterator();
    }
}
