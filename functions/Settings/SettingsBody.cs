using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Deis.Functions.Reference;
using Deis.Platform.Runtime;
using Deis.Platform.Settings;

namespace Deis.Functions.Settings;

/// <summary>Settings of an app on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names them.</param>
/// <param name="App">The app.</param>
/// <param name="Owner">Who changed them last.</param>
/// <param name="Autoscale">Process types whose number follows their load.</param>
/// <param name="Label">Labels, for people only.</param>
/// <param name="Created">When they were made.</param>
/// <param name="Updated">When they were last changed.</param>
/// <param name="Maintenance">True: visitors see a maintenance page.</param>
/// <param name="Routable">False: nobody reaches the app from outside.</param>
/// <param name="Whitelist">Addresses and networks that may reach it; none for all.</param>
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
    IReadOnlyList<string> Whitelist) : IExample<SettingsBody>
{
    /// <summary>The branch whose pushes are deployed; left out when that is <c>master</c> and <c>main</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeployBranch { get; init; }

    /// <inheritdoc/>
    public static SettingsBody Example => new(
        Sample.Uuid,
        Sample.App,
        Sample.User,
        new Dictionary<string, LoadScaling> { ["web"] = new(2, 8, 75) },
        new JsonObject { ["team"] = "web" },
        Sample.Moment,
        Sample.Moment,
        false,
        true,
        ["203.0.113.0/24"]);

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
        settings.Whitelist)
    {
        DeployBranch = settings.DeployBranch,
    };
}
