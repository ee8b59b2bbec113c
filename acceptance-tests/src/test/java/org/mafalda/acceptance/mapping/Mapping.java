package org.mafalda.acceptance.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.acceptance.mapping.Inventory.UpstreamMember;
import org.mafalda.acceptance.mapping.Inventory.UpstreamType;
import org.mafalda.acceptance.mapping.MappingTable.Entry;

/** All of mediasoup, each with its counterpart or the reason why it has none. */
record Mapping(List<TypeRow> types, List<String> faults) {
    /**
     * A type.
     *
     * @param upstream mediasoup's
     * @param target what became of it
     * @param members its members
     */
    record TypeRow(UpstreamType upstream, Target target, List<MemberRow> members) {}

    /**
     * A member.
     *
     * @param upstream mediasoup's
     * @param target what became of it
     */
    record MemberRow(UpstreamMember upstream, Target target) {}

    /**
     * What became of a name of mediasoup.
     *
     * @param ours {@code Type} or {@code Type.member}, which exists; null if it is left out
     * @param note a note, or why it is left out
     */
    record Target(@Nullable String ours, @Nullable String note) {}

    /** Maps all; what is wrong, with the table or with ours, is in the faults. */
    static Mapping of(Inventory inventory, MappingTable table) {
        return new Builder(table).map(inventory);
    }

    private static final class Builder {
        private final MappingTable table;
        private final List<String> faults = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        Builder(MappingTable table) {
            this.table = table;
        }

        Mapping map(Inventory inventory) {
            List<TypeRow> rows = inventory.types().stream().map(this::type).toList();
            table.entries().keySet().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> faults.add("The table names what mediasoup does not have [name:" + name + "]"));
            return new Mapping(rows, List.copyOf(faults));
        }

        private TypeRow type(UpstreamType upstream) {
            Target target = target(upstream.name(), Conventions.type(upstream));
            List<MemberRow> members = upstream.members().stream()
                    .map(member -> new MemberRow(member, member(upstream, member, target)))
                    .toList();
            checkWords(upstream, target);
            return new TypeRow(upstream, target, members);
        }

        private Target member(UpstreamType upstream, UpstreamMember member, Target owner) {
            String name = upstream.name() + "." + member.name();
            if (owner.ours() == null && table.entry(name).isEmpty()) {
                names.add(name);
                return new Target(null, owner.note());
            }
            Optional<String> byConvention =
                    Optional.ofNullable(owner.ours()).flatMap(ours -> Conventions.member(upstream, member, ours));
            return target(name, byConvention);
        }

        private Target target(String name, Optional<String> byConvention) {
            names.add(name);
            Optional<Entry> entry = table.entry(name);
            if (entry.isEmpty()) {
                if (byConvention.isEmpty()) {
                    faults.add("No counterpart [mediasoup:" + name + "]");
                    return new Target(null, "no counterpart");
                }
                return new Target(byConvention.get(), null);
            }
            String ours = entry.get().ours();
            if (ours != null && Conventions.existing(ours).isEmpty()) {
                faults.add("The counterpart does not exist [mediasoup:" + name + ", ours:" + ours + "]");
            }
            if (ours != null && entry.get().note() == null && byConvention.equals(Optional.of(ours))) {
                faults.add("The table says what the conventions say [mediasoup:" + name + "]");
            }
            if (ours == null && byConvention.isPresent()) {
                faults.add("Left out, but it is there [mediasoup:" + name + ", ours:" + byConvention.get() + "]");
            }
            return new Target(ours, entry.get().note());
        }

        private void checkWords(UpstreamType upstream, Target target) {
            Optional<List<String>> literals = upstream.literals();
            if (literals.isEmpty() || target.ours() == null) {
                return;
            }
            List<String> words = Api.type(target.ours()).map(Api::words).orElse(List.of());
            if (!Set.copyOf(words).equals(Set.copyOf(literals.get()))) {
                faults.add(
                        "Other values [mediasoup:" + upstream.name() + "=" + literals.get() + ", ours:" + words + "]");
            }
        }
    }
}
