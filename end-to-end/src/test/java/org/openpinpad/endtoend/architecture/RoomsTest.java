// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of the rooms in ARCHITECTURE.md: who may import what. */
@AnalyzeClasses(packages = "org.openpinpad", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String[] PROTOCOL = {
        "org.openpinpad.ccid..", "org.openpinpad.pcsc.part10..", "org.openpinpad.iso7816..", "org.openpinpad.usbip.."
    };
    private static final String PCSC = "org.openpinpad.pcsc.scard..";
    private static final String[] GADGET = {"org.openpinpad.gadget..", "org.openpinpad.linux.."};
    private static final String[] DEVICE = {
        "org.openpinpad.pin..",
        "org.openpinpad.guard..",
        "org.openpinpad.keypad..",
        "org.openpinpad.display..",
        "org.openpinpad.card..",
        "org.openpinpad.app.."
    };
    private static final String HOST = "org.openpinpad.host..";
    private static final String SIMULATOR = "org.openpinpad.simulator..";
    private static final String JAVA = "java..";

    private static String[] join(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @ArchTest
    static final ArchRule protocolNeedsNothing = classes()
            .that()
            .resideInAnyPackage(PROTOCOL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(PROTOCOL, JAVA));

    @ArchTest
    static final ArchRule protocolDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(PROTOCOL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule pcscKnowsProtocolOnly = classes()
            .that()
            .resideInAPackage(PCSC)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(PROTOCOL, PCSC, JAVA, "com.sun.jna.."));

    @ArchTest
    static final ArchRule gadgetKnowsProtocolOnly = classes()
            .that()
            .resideInAnyPackage(GADGET)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(join(GADGET, PROTOCOL), JAVA, "com.sun.jna.."));

    @ArchTest
    static final ArchRule deviceKnowsGadgetPcscAndProtocol = classes()
            .that()
            .resideInAnyPackage(DEVICE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(
                    join(join(DEVICE, GADGET), PROTOCOL),
                    PCSC,
                    JAVA,
                    "com.pi4j..",
                    "org.bouncycastle..",
                    "com.sun.management"));

    @ArchTest
    static final ArchRule onlyTheHardeningAsksTheJvm = noClasses()
            .that()
            .resideInAnyPackage(DEVICE)
            .and()
            .doNotHaveFullyQualifiedName("org.openpinpad.app.JvmFlags")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.management..", "java.lang.management..", "javax.management..");

    @ArchTest
    static final ArchRule whatThePiRunsTouchesNoNetwork = noClasses()
            .that()
            .resideInAnyPackage(join(join(DEVICE, GADGET), join(PROTOCOL, PCSC)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "javax.net..");

    @ArchTest
    static final ArchRule hostKnowsProtocolAndPcsc = classes()
            .that()
            .resideInAPackage(HOST)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(
                    PROTOCOL, PCSC, HOST, JAVA, "javax.smartcardio..", "com.sun.jna..", "org.usb4java..", "picocli.."));

    @ArchTest
    static final ArchRule nobodyButTestsKnowsTheSimulator = noClasses()
            .that()
            .resideOutsideOfPackage(SIMULATOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATOR);

    @ArchTest
    static final ArchRule engineKnowsNeitherCardNorPin = noClasses()
            .that()
            .resideInAnyPackage(GADGET)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DEVICE);

    @ArchTest
    static final ArchRule pinHasNoWayToALog = noClasses()
            .that()
            .resideInAnyPackage("org.openpinpad.pin..", "org.openpinpad.keypad..", "org.openpinpad.linux..", PCSC)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.io..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.System$Logger");

    @ArchTest
    static final ArchRule noRoomsInACircle =
            slices().matching("org.openpinpad.(simulator|host).(*)..").should().beFreeOfCycles();
}
