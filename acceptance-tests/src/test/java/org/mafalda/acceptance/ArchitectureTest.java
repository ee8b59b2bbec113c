package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.ModuleRules.Row;

/** The modules keep to their rows, and implementations keep to themselves. */
final class ArchitectureTest {
    private static final String GENERATED = "org.mafalda.mediasoup.worker.fbs";
    private static final String FBS_PACKAGE = "org.mafalda.mediasoup.local.internal.fbs";
    private static final Set<String> IMPLEMENTATIONS =
            Set.of("rope-server", "rope-client", "mediasoup-layers", "mediasoup-worker", "mediasoup-local");
    private static final int MOST_PUBLIC_TYPES = 3;
    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*(Impl|Util|Utils|Helper|Helpers|Manager)|Abstract.*");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mafalda");

    private static Stream<JavaClass> classes() {
        return CLASSES.stream().filter(type -> !type.isArray() && !isGenerated(type));
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().startsWith(GENERATED);
    }

    private static Stream<Dependency> dependencies(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream();
    }

    private static List<String> describe(Stream<Dependency> dependencies) {
        return dependencies
                .map(Dependency::getDescription)
                .distinct()
                .sorted()
                .limit(30)
                .toList();
    }

    @Test
    void allModulesOfTheDesignThatExistAreLookedAt() {
        assertThat(classes().map(JavaClass::getPackageName).map(ModuleRules::moduleOf))
                .allMatch(module -> module.isPresent());
        assertThat(classes()
                        .map(type -> ModuleRules.moduleOf(type.getPackageName()).orElseThrow())
                        .map(Row::module)
                        .collect(Collectors.toSet()))
                .contains("rope-api", "rope-runtime", "mediasoup-api", "mediasoup-local", "acceptance-tests");
    }

    @Test
    void everyModuleImportsWhatItsRowNamesOnly() {
        assertThat(describe(classes()
                        .flatMap(ArchitectureTest::dependencies)
                        .filter(dependency -> !ModuleRules.mayUse(
                                dependency.getOriginClass(),
                                dependency.getTargetClass().getBaseComponentType()))))
                .isEmpty();
    }

    @Test
    void onlyClassesNamedFbsUseGeneratedClasses() {
        assertThat(describe(classes()
                        .filter(type -> !isFbs(type))
                        .flatMap(ArchitectureTest::dependencies)
                        .filter(dependency ->
                                isGenerated(dependency.getTargetClass().getBaseComponentType()))))
                .isEmpty();
    }

    private static boolean isFbs(JavaClass type) {
        String simpleName = type.getName().substring(type.getName().lastIndexOf('.') + 1);
        return type.getPackageName().equals(FBS_PACKAGE)
                && simpleName.replaceFirst("\\$.*", "").endsWith("Fbs");
    }

    @Test
    void implementationsHaveFewPublicTypes() {
        Map<String, List<String>> publicTypes = classes()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                .filter(type -> !type.getPackageName().contains(".internal"))
                // What applications implement to say who may do what: a small vocabulary of its own.
                .filter(type -> !type.getPackageName().endsWith(".rope.server.security"))
                .filter(type -> IMPLEMENTATIONS.contains(module(type)))
                .collect(Collectors.groupingBy(
                        ArchitectureTest::module, Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));

        assertThat(publicTypes.values()).allMatch(types -> types.size() <= MOST_PUBLIC_TYPES);
    }

    private static String module(JavaClass type) {
        return ModuleRules.moduleOf(type.getPackageName()).orElseThrow().module();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(classes().map(JavaClass::getSimpleName))
                .noneMatch(name -> FORBIDDEN_NAME.matcher(name).matches());
    }

    @Test
    void contractsAreNeverSwitchedOff() {
        List<String> switches = List.of("org.junit.jupiter.api.Disabled", "org.junit.jupiter.api.Assumptions");

        assertThat(describe(classes()
                        .filter(type -> module(type).equals("acceptance-tests"))
                        .flatMap(ArchitectureTest::dependencies)
                        .filter(dependency ->
                                switches.contains(dependency.getTargetClass().getName())
                                        || dependency
                                                .getTargetClass()
                                                .getPackageName()
                                                .equals("org.junit.jupiter.api.condition"))))
                .isEmpty();
    }
}
