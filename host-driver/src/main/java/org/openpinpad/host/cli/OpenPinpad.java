// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.pcsc.PcscReaders;
import org.openpinpad.host.usb.UsbIpReaders;
import org.openpinpad.host.usb.UsbLibReaders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code openpinpad}. */
@Command(
        name = "openpinpad",
        mixinStandardHelpOptions = true,
        versionProvider = OpenPinpad.Version.class,
        description = "Uses smart-card readers that have their own keypad. The PIN is typed at the reader, never here.",
        subcommands = {ListCommand.class, InfoCommand.class, VerifyCommand.class, EventsCommand.class},
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footer = {
            "",
            "Examples:",
            "  openpinpad list",
            "  openpinpad verify --reference 82",
            "  openpinpad verify --reader usb:1209:0001 --trace",
            "  openpinpad events --follow"
        })
public final class OpenPinpad {

    /** How often a log that is followed is read. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<ReaderFinder> finders;
    private final Console console;
    private final Clock clock;
    private final Duration pause;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print results as JSON.")
    private boolean json;

    OpenPinpad(List<ReaderFinder> finders, Console console) {
        this(finders, console, Clock.system(ZoneId.systemDefault()), PAUSE);
    }

    OpenPinpad(List<ReaderFinder> finders, Console console, Clock clock, Duration pause) {
        this.finders = List.copyOf(finders);
        this.console = console;
        this.clock = clock;
        this.pause = pause;
    }

    /** Runs the program; ends the process with an {@link ExitCode}. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess();
        List<ReaderFinder> finders = List.of(PcscReaders.ofJdk(), new UsbLibReaders(), new UsbIpReaders());
        int code = new OpenPinpad(finders, console).run(arguments);
        console.out().flush();
        console.err().flush();
        System.exit(code);
    }

    /** Runs one command line; gives the exit code. */
    int run(String... arguments) {
        CommandLine commandLine = new CommandLine(this);
        commandLine.setOut(console.out());
        commandLine.setErr(console.err());
        commandLine.setExecutionStrategy(this::execute);
        commandLine.setExecutionExceptionHandler((problem, line, parsed) -> tell(problem));
        commandLine.setParameterExceptionHandler((problem, wrong) -> usage(problem));
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put("%3d".formatted(code.number()), code.meaning());
        }
        commandLine.getCommandSpec().usageMessage().exitCodeList(codes);
        for (CommandLine subcommand : commandLine.getSubcommands().values()) {
            subcommand
                    .getCommandSpec()
                    .usageMessage()
                    .optionListHeading("%nOptions:%n")
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(codes);
        }
        return commandLine.execute(arguments);
    }

    List<ReaderFinder> finders() {
        return finders;
    }

    Console console() {
        return console;
    }

    /** What time it is, and where. */
    Clock clock() {
        return clock;
    }

    /** Time between two looks at a log that is followed. */
    Duration pause() {
        return pause;
    }

    boolean json() {
        return json;
    }

    /** Prints a result: as JSON when that is asked for, else as the text. */
    void print(String text, Object jsonValue) {
        console.out().println(json ? Json.of(jsonValue) : console.showable(text));
    }

    private int execute(CommandLine.ParseResult parsed) {
        if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            parsed.commandSpec().commandLine().usage(console.err());
            return ExitCode.USAGE.number();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int usage(CommandLine.ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        return fail(ExitCode.USAGE, sentence(problem.getMessage()) + " Try '" + command + " --help'.");
    }

    private static String sentence(String words) {
        String capitalized = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return capitalized.endsWith(".") ? capitalized : capitalized + ".";
    }

    private int tell(Exception problem) {
        if (problem instanceof ReaderException reader) {
            return fail(ExitCode.of(reader.kind()), reader.getMessage());
        }
        return fail(ExitCode.READER_ERROR, "This is a fault of openpinpad, please report it: " + problem + ".");
    }

    private int fail(ExitCode code, String sentence) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", sentence);
            error.put("exitCode", code.number());
            console.out().println(Json.of(error));
        }
        console.err().println("openpinpad: " + console.showable(sentence));
        return code.number();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OpenPinpad.class.getPackage().getImplementationVersion();
            return new String[] {"openpinpad " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
