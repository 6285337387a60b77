using System.Text.Json.Nodes;
using Deis.Platform.Settings;

namespace Deis.Functions.Settings;

/// <summary>Settings of an app on the wire (docs/protocol/controller.md §10).</summary>
public sealed record SettingsBody(
    Guid Uuid,
    string App,
    string Owner,
    IReadOnlyDictionary<string, int> Autoscale,
    JsonObject Label,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    bool Maintenance,
    bool Routable,
    IReadOnlyList<string> Whitelist)
{
    private static readonly Dictionary<string, int> NoAutoscale = [];

    /// <summary>The wire form of settings; autoscale is always empty.</summary>
    public static SettingsBody Of(AppSettings settings, string app, string owner) => new(
        settings.Uuid,
        app,
        owner,
        NoAutoscale,
        settings.Label,
        settings.Created,
        settings.Updated,
        settings.Maintenance,
        settings.Routable,
        settings.Whitelist);
}
