package io.winnow.verifier.lanes;

import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * What all lanes of a process share.
 *
 * @param egress names the way out for an address at an operator, always the same one
 * @param random for local parts that nobody has
 */
record Surroundings(
    LaneSettings settings,
    OperatorTable operators,
    LaneClock clock,
    Dialler dialler,
    ConnectionBudget budget,
    HostMemory hosts,
    DomainMemory domains,
    BiFunction<Operator, String, String> egress,
    RandomGenerator random) {}
