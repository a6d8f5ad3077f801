package io.jnetctl.reconciler.reach;

import io.jnetctl.kernel.survey.SurveyedLink;
import io.jnetctl.reconciler.reach.Transit.State;
import org.jspecify.annotations.Nullable;

/** What the host remembers of a connection (nf_conntrack), and what is worth telling of its first packet's way. */
final class Connection {
    private boolean tracked;
    private boolean destinationDecided;
    private boolean sourceDecided;
    private @Nullable IpPacket beforeDestination;
    private @Nullable IpPacket beforeSource;
    private @Nullable FirewallRule translatedBy;
    private @Nullable FirewallRule decidedBy;
    private @Nullable SurveyedLink over;
    private @Nullable Kind kind;
    private boolean frozen;

    /** The way of the first packet. */
    enum Kind {
        ITSELF,
        BRIDGED,
        FORWARDED,
        INPUT,
        OUTPUT,
        BEYOND
    }

    /** Whether the host knows of it. */
    boolean isTracked() {
        return tracked;
    }

    /** A packet passed connection tracking. */
    void track(Transit transit) {
        if (!transit.reply() && transit.state() != State.UNTRACKED) {
            tracked = true;
        }
    }

    /** Of an answer: the host does not know a connection whose first packet it did not see. */
    State replyState(IpPacket packet) {
        if (tracked) {
            return State.ESTABLISHED;
        }
        return packet.protocol() == IpPacket.TCP || packet.isIcmp() ? State.INVALID : State.NEW;
    }

    /** Whether table nat is still to be asked for the destination: it is asked once a connection. */
    boolean decideDestination() {
        boolean first = !destinationDecided;
        destinationDecided = true;
        return first;
    }

    /** Likewise for the source. */
    boolean decideSource() {
        boolean first = !sourceDecided;
        sourceDecided = true;
        return first;
    }

    void destinationTranslated(IpPacket before, @Nullable FirewallRule by) {
        beforeDestination = before;
        translatedBy = by;
    }

    void sourceTranslated(IpPacket before) {
        beforeSource = before;
    }

    boolean isDestinationTranslated() {
        return beforeDestination != null;
    }

    boolean isSourceTranslated() {
        return beforeSource != null;
    }

    /** An answer goes to who really sent the first packet. */
    IpPacket restoreDestination(IpPacket reply) {
        IpPacket before = beforeSource;
        return before == null ? reply : reply.to(before.source(), before.sourcePort());
    }

    /** An answer comes from whom the first packet was sent to. */
    IpPacket restoreSource(IpPacket reply) {
        IpPacket before = beforeDestination;
        return before == null ? reply : reply.from(before.destination(), before.destinationPort());
    }

    void note(Kind way, @Nullable FirewallRule by) {
        note(way, by, null);
    }

    /** Of the first packet only: {@link #freeze} comes before the answer. */
    void note(Kind way, @Nullable FirewallRule by, @Nullable SurveyedLink link) {
        if (!frozen) {
            kind = way;
            decidedBy = by == null ? decidedBy : by;
            over = link == null ? over : link;
        }
    }

    void freeze() {
        frozen = true;
    }

    @Nullable Kind kind() {
        return kind;
    }

    /** The rule that sends it elsewhere than where it was sent to. */
    @Nullable FirewallRule translatedBy() {
        return translatedBy;
    }

    /** What it was when it was sent elsewhere. */
    @Nullable IpPacket beforeTranslation() {
        return beforeDestination;
    }

    /** The rule of the filter that let it pass. */
    @Nullable FirewallRule decidedBy() {
        return decidedBy;
    }

    @Nullable SurveyedLink over() {
        return over;
    }
}
