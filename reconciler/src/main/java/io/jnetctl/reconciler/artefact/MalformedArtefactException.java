package io.jnetctl.reconciler.artefact;

/** A file is not the artefact that it should be; the message says where in it, and what is wrong there. */
public final class MalformedArtefactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedArtefactException(String message) {
        super(message);
    }

    MalformedArtefactException(String place, String message) {
        super(place.isEmpty() ? message : "at " + place + ": " + message);
    }
}
