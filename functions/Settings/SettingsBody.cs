using Deis.Platform.Apps;

namespace Deis.Functions.Settings;

/// <summary>Settings of an app on the wire (docs/protocol/controller.md §10).</summary>
public sealed record SettingsBody(
    Guid Uuid,
    string App,
    string Owner,
    IReadOnlyDictionary<string, int> Autoscale,
    IReadOnlyDictionary<string, string> Label,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    bool Maintenance,
    bool Routable,
    IReadOnlyList<string> Whitelist)
{
    private static readonly Dictionary<string, int> NoAutoscale = [];
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>What every app starts with.</summary>
    public static SettingsBody Initial(App app) => new(
        app.Uuid, app.Id, app.Owner!.Username, NoAutoscale, NoLabels, app.Created, app.Created, Maintenance: false, Routable: true, []);
}
