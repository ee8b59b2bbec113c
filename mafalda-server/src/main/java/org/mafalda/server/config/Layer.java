package org.mafalda.server.config;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;
import org.mafalda.rope.client.RopeClientOptions;

/** One layer of a stack, and those below it. Immutable. */
sealed interface Layer {
    /** The layers that it combines. */
    List<Layer> below();

    /** What it is, in a line. */
    String title();

    /** Workers of this machine. */
    record Local(LocalMediasoupOptions options) implements Layer {
        @Override
        public List<Layer> below() {
            return List.of();
        }

        @Override
        public String title() {
            String workers = options.budgetPolicy() == BudgetPolicy.UNLIMITED
                    ? "any number of workers"
                    : "up to " + options.workerLimit() + " workers";
            String shared = options.budgetPolicy() == BudgetPolicy.SHARED ? ", shared with other processes" : "";
            return "local " + options.boxId() + " (" + workers + shared + ")";
        }
    }

    /** What another machine offers. */
    record Remote(List<URI> uris, Offer offer, boolean token, RopeClientOptions options) implements Layer {
        @Override
        public List<Layer> below() {
            return List.of();
        }

        @Override
        public String title() {
            return (offer == Offer.MAFALDA ? "remote mafalda " : "remote ")
                    + uris.stream().map(URI::toString).collect(Collectors.joining(" or "))
                    + (token ? " (with a token)" : "");
        }
    }

    /** Several as one. */
    record Horizontal(HorizontalOptions options, String policy, List<Member> members) implements Layer {
        @Override
        public List<Layer> below() {
            return members.stream().map(Member::layer).toList();
        }

        @Override
        public String title() {
            return "horizontal " + options.boxId() + " (" + policy + ")";
        }
    }

    /** Routers that span the workers of a layer below. */
    record Mafalda(MafaldaOptions options, Member over) implements Layer {
        @Override
        public List<Layer> below() {
            return List.of(over.layer());
        }

        @Override
        public String title() {
            return "mafalda (" + extent() + ", watermark " + options.watermark() + ")";
        }

        private String extent() {
            Integer workers = options.maxWorkers();
            if (workers == null) {
                return "spans as many workers as there may be";
            }
            return workers == 0 ? "leaves it to the layer below to span" : "spans up to " + workers + " workers";
        }

        @Override
        public @Nullable Horizontal cluster() {
            return over.layer().cluster();
        }
    }

    /**
     * One of several.
     *
     * @param definition what the configuration says of it, but for the instances of a horizontal, which may change:
     *     equal as long as it is the same one
     * @param layer what it says
     */
    record Member(String definition, Layer layer) {}

    /** That which combines several: itself, or what it spans; null if there is none. */
    default @Nullable Horizontal cluster() {
        return this instanceof Horizontal horizontal ? horizontal : null;
    }

    /** Whether its routers span workers. */
    default boolean isMafalda() {
        return this instanceof Mafalda || (this instanceof Remote remote && remote.offer() == Offer.MAFALDA);
    }

    /** Draws it as a tree, one layer a line. */
    default String draw() {
        StringBuilder lines = new StringBuilder();
        draw("", "", lines);
        return lines.toString();
    }

    /** Draws it, and what is below it further to the right. */
    default void draw(String branch, String indent, StringBuilder lines) {
        lines.append(branch).append(title()).append('\n');
        for (int i = 0; i < below().size(); i++) {
            boolean last = i == below().size() - 1;
            below().get(i).draw(indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), lines);
        }
    }
}
