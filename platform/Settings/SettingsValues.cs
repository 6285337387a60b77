using System.Text.Json.Nodes;
using Deis.Platform.Runtime;

namespace Deis.Platform.Settings;

/// <summary>What settings say, without who said it and when.</summary>
/// <param name="Maintenance">True shows the maintenance page instead of the app.</param>
/// <param name="Routable">False takes the app's hosts from its processes.</param>
/// <param name="Label">Notes of the users.</param>
/// <param name="Whitelist">Addresses and networks that may reach the app; empty for all.</param>
/// <param name="Autoscale">Process types whose numbers follow their load.</param>
/// <param name="DeployBranch">The branch whose pushes are deployed; null for <c>master</c> and <c>main</c>.</param>
public sealed record SettingsValues(
    bool Maintenance,
    bool Routable,
    JsonObject Label,
    IReadOnlyList<string> Whitelist,
    IReadOnlyDictionary<string, LoadScaling> Autoscale,
    string? DeployBranch)
{
    /// <summary>True when nothing differs.</summary>
    public bool SameAs(SettingsValues other) =>
        Maintenance == other.Maintenance && Routable == other.Routable && DeployBranch == other.DeployBranch && Whitelist.SequenceEqual(other.Whitelist, StringComparer.Ordinal)
        && JsonNode.DeepEquals(Label, other.Label) && ChangedAutoscale(other).Count == 0;

    /// <summary>The process types whose autoscaling differs, with what <paramref name="other"/> says of them; null for none.</summary>
    public Dictionary<string, LoadScaling?> ChangedAutoscale(SettingsValues other) => Autoscale.Keys.Union(other.Autoscale.Keys)
        .Where(type => Autoscale.GetValueOrDefault(type) != other.Autoscale.GetValueOrDefault(type))
        .ToDictionary(type => type, type => other.Autoscale.GetValueOrDefault(type));
}
