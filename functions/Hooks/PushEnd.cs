using System.Text.Json.Serialization;
using Deis.Orchestrations;

namespace Deis.Functions.Hooks;

/// <summary>The end of a push.</summary>
/// <param name="Status"><c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Version">Number of its release, when it succeeded.</param>
/// <param name="Error">Why it failed.</param>
public sealed record PushEnd(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error)
{
    /// <summary>The end that an outcome means.</summary>
    public static PushEnd Of(ChangeOutcome outcome) =>
        outcome.Succeeded ? new("succeeded", outcome.Version, null) : new("failed", null, outcome.Message ?? "The deploy failed.");
}
