// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openpinpad.host.PinPadListener;
import org.openpinpad.host.PinProfile;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinRequestBuilder;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code openpinpad verify}: has a PIN typed at the reader and verified by the card. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Has a PIN typed at the reader and verified by the card.",
            "The PIN never comes to this computer, and there is no way to type it here."
        })
final class VerifyCommand implements Callable<Integer>, PinPadListener {

    private static final String OPENPGP = "openpgp";

    @Mixin
    HelpOption help;

    @ParentCommand
    private OpenPinpad program;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReaderChoice choice;

    @Option(names = "--reference", paramLabel = "HEX", description = "Which PIN: P2 of VERIFY. OpenPGP: 81, 82 or 83.")
    private String reference = "81";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Whose PIN: openpgp (the default), or generic for what is selected by --aid.")
    private String profile = "";

    @Option(names = "--aid", paramLabel = "HEX", description = "Application to select, 5 to 16 bytes.")
    private String aid = "";

    @Option(
            names = "--select",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Select the application first, or keep the one that is selected. Default: select.")
    private boolean select;

    @Option(names = "--min", paramLabel = "DIGITS", description = "Shortest PIN. Default: what the profile knows.")
    private Integer min;

    @Option(names = "--max", paramLabel = "DIGITS", description = "Longest PIN. Default: what the profile knows.")
    private Integer max;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Time for the entry, 0 to 255; 0 leaves it to the reader. Default: 60.")
    private int timeout = 60;

    @Override
    public Integer call() {
        PinRequest request = request();
        Reader reader = choice.open(program);
        return Interruption.whileUsing(reader, program.console(), () -> verify(reader, request));
    }

    private int verify(Reader opened, PinRequest request) {
        try (Reader reader = opened) {
            PinResult result = reader.connect().verify(request, this);
            program.print(result.describe(), json(request, result));
            return ExitCode.of(result).number();
        }
    }

    @Override
    public void before(PinRequest request) {
        String time = timeout == 0 ? "" : ", within " + timeout + " s";
        program.console()
                .err()
                .println("Look at the reader: enter " + request.purpose() + " there ("
                        + request.digits().min() + " to " + request.digits().max() + " digits" + time + ").");
    }

    private PinRequest request() {
        try {
            PinRequestBuilder builder = profile().request(hexByte(reference));
            PinRequest known = builder.build();
            builder.digits(
                    min == null ? known.digits().min() : min,
                    max == null ? known.digits().max() : max);
            if (!aid.isEmpty()) {
                builder.application(hex(aid));
            }
            if (!select) {
                builder.withoutSelect();
            }
            return builder.timeOut(Duration.ofSeconds(timeout)).build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private PinProfile profile() {
        String name = profile.isEmpty() && aid.isEmpty() ? OPENPGP : profile.toLowerCase(Locale.ROOT);
        return switch (name) {
            case OPENPGP -> PinProfile.OPENPGP;
            case "", "generic" -> PinProfile.GENERIC;
            default ->
                throw new IllegalArgumentException("there is no profile '" + profile + "', only openpgp and generic");
        };
    }

    private static int hexByte(String text) {
        byte[] bytes = hex(text);
        if (bytes.length != 1) {
            throw new IllegalArgumentException(
                    "a PIN reference is one byte in hexadecimal, as in 81, not '" + text + "'");
        }
        return bytes[0] & 0xFF;
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text.replace(" ", "").replace(":", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not hexadecimal", e);
        }
    }

    private static Map<String, Object> json(PinRequest request, PinResult result) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("pin", request.purpose());
        value.put("result", result.getClass().getSimpleName());
        if (result instanceof PinResult.Wrong wrong && wrong.triesLeft().isPresent()) {
            value.put("triesLeft", wrong.triesLeft().getAsInt());
        }
        if (result instanceof PinResult.CardError error) {
            value.put("statusWord", "%04X".formatted(error.statusWord()));
        }
        value.put("sentence", result.describe());
        value.put("exitCode", ExitCode.of(result).number());
        return value;
    }
}
