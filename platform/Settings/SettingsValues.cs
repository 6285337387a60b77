using System.Text.Json.Nodes;

namespace Deis.Platform.Settings;

/// <summary>What settings say, without who said it and when.</summary>
/// <param name="Maintenance">True shows the maintenance page instead of the app.</param>
/// <param name="Routable">False takes the app's hosts from its processes.</param>
/// <param name="Label">Notes of the users.</param>
/// <param name="Whitelist">Addresses and networks that may reach the app; empty for all.</param>
public sealed record SettingsValues(bool Maintenance, bool Routable, JsonObject Label, IReadOnlyList<string> Whitelist)
{
    /// <summary>True when nothing differs.</summary>
    public bool SameAs(SettingsValues other) =>
        Maintenance == other.Maintenance && Routable == other.Routable && Whitelist.SequenceEqual(other.Whitelist, StringComparer.Ordinal)
        && JsonNode.DeepEquals(Label, other.Label);
}
