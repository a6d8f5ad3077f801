package io.jnetctl.kernel.linux.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PidScanTest {
    @Test
    void thePidOfTheStateIsFoundWhateverStandsBeforeIt() {
        assertEquals(
                4711,
                PidScan.statePid(
                        " {\"Id\" : \"x\", \"Args\": [1, {\"State\": {\"Pid\": 1}}], \"Name\": \"\\\"State\\\":{\\\"Pid\\\":2}\","
                                + " \"State\": {\"Running\": true, \"Inner\": {\"Pid\": 3}, \"Pid\" : 4711, \"Z\": null}}"));
    }

    @Test
    void aTextWithoutOneHasNone() {
        for (String json : new String[] {
            "",
            "{",
            "{}",
            "[]",
            "null",
            "{\"State\":7}",
            "{\"State\":{}}",
            "{\"State\":{\"Pid\"",
            "{\"State\":{\"Pid\":",
            "{\"Pid\":4}",
            "{\"State\":{\"Pid\":-1}}",
            "{\"State\":{\"Pid\":\"5\"}}",
            "{\"a\\"
        }) {
            assertEquals(0, PidScan.statePid(json), json);
        }
    }

    @Test
    void deepNestingIsSteppedOver() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertEquals(9, PidScan.statePid("{\"a\":" + deep + ",\"State\":{\"Pid\":9}}"));
    }
}
