using System.Text.Json.Nodes;
using Deis.Platform.Apps;
using Deis.Platform.Runtime;
using Deis.Platform.Users;

namespace Deis.Platform.Settings;

/// <summary>What users set of an app beside its configuration. One per app; it gets a new <see cref="Uuid"/> with each change.</summary>
public sealed class AppSettings
{
    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Names this state of the settings.</summary>
    public Guid Uuid { get; set; }

    /// <summary>Who changed them last.</summary>
    public Guid OwnerId { get; set; }

    /// <summary>Who changed them last.</summary>
    public User? Owner { get; init; }

    /// <summary>True shows the maintenance page instead of the app.</summary>
    public bool Maintenance { get; set; }

    /// <summary>False takes the app's hosts from its processes.</summary>
    public bool Routable { get; set; } = true;

    /// <summary>Notes of the users; nothing looks at them.</summary>
    public JsonObject Label { get; set; } = [];

    /// <summary>Addresses and networks that may reach the app; empty for all.</summary>
    public List<string> Whitelist { get; set; } = [];

    /// <summary>Process types whose numbers follow their load.</summary>
    public Dictionary<string, LoadScaling> Autoscale { get; set; } = [];

    /// <summary>The branch whose pushes are deployed; null for <c>master</c> and <c>main</c>.</summary>
    public string? DeployBranch { get; set; }

    /// <summary>When this state was set.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>When this state was set.</summary>
    public DateTimeOffset Updated { get; set; }

    /// <summary>What they say.</summary>
    public SettingsValues Values => new(Maintenance, Routable, Label, Whitelist, Autoscale, DeployBranch);

    /// <summary>Makes them say something else.</summary>
    public void Set(SettingsValues values, Guid userId, DateTimeOffset now)
    {
        Uuid = Guid.NewGuid();
        OwnerId = userId;
        Maintenance = values.Maintenance;
        Routable = values.Routable;
        Label = values.Label;
        Whitelist = [.. values.Whitelist];
        Autoscale = new Dictionary<string, LoadScaling>(values.Autoscale);
        DeployBranch = values.DeployBranch;
        Created = now;
        Updated = now;
    }

    /// <summary>What an app starts with.</summary>
    public static AppSettings Initial(App app) => new()
    {
        AppId = app.Uuid,
        Uuid = app.Uuid,
        OwnerId = app.OwnerId,
        Owner = app.Owner,
        Created = app.Created,
        Updated = app.Created,
    };
}
