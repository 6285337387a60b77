using System.Text.Json.Nodes;
using Deis.Platform.Runtime;
using Deis.Platform.Settings;

namespace Deis.Functions.Settings;

/// <summary>Settings of an app on the wire (docs/protocol/controller.md §10).</summary>
public sealed record SettingsBody(
    Guid Uuid,
    string App,
    string Owner,
    IReadOnlyDictionary<string, LoadScaling> Autoscale,
    JsonObject Label,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    bool Maintenance,
    bool Routable,
    IReadOnlyList<string> Whitelist)
{
    /// <summary>The wire form of settings.</summary>
    public static SettingsBody Of(AppSettings settings, string app, string owner) => new(
        settings.Uuid,
        app,
        owner,
        settings.Autoscale,
        settings.Label,
        settings.Created,
        settings.Updated,
        settings.Maintenance,
        settings.Routable,
        settings.Whitelist);
}
