package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.rope.protocol.ContractModel;

/** It can be exported. */
final class MafaldaContractTest {
    @Test
    void interfaceKeepsTheRulesOfContracts() {
        ContractModel contract = ContractModel.of(Mafalda.class);

        assertThat(contract.name()).isEqualTo("mafalda");
        assertThat(contract.root().type()).isEqualTo(Mafalda.class);
        assertThat(contract.objects()).containsKeys("MafaldaRouter", "Worker", "Router");
        assertThat(contract.objectOf(SpanningRouter.class).type()).isEqualTo(MafaldaRouter.class);
    }
}
