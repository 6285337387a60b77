namespace Deis.Functions.Tests.Cases;

/// <summary>One entry of the list of what clients of the original rely on.</summary>
/// <param name="Number"><c>AC001</c> and so on.</param>
/// <param name="State">What is done about it.</param>
/// <param name="Note">For all that are not checked here: the reason, or the test that shows it.</param>
/// <param name="Lines">What is done and expected, in the language of <c>README.md</c>.</param>
public sealed record Case(string Number, CaseState State, string? Note, IReadOnlyList<string> Lines);
