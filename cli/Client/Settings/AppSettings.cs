using System.Text.Json.Serialization;
using Deis.Client.Config;

namespace Deis.Client.Settings;

/// <summary>Settings of an app.</summary>
public sealed record AppSettings
{
    /// <summary>Labels by name.</summary>
    [JsonConverter(typeof(ScalarMapConverter))]
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();

    /// <summary>Scaling by load, by process type; null on servers that do not know it.</summary>
    public IReadOnlyDictionary<string, Autoscale>? Autoscale { get; init; }

    /// <summary>Whether the maintenance page is shown in the app's place.</summary>
    public bool? Maintenance { get; init; }

    /// <summary>Whether requests get to the app; null means yes.</summary>
    public bool? Routable { get; init; }

    /// <summary>The branch whose pushes are deployed; null means <c>master</c> and <c>main</c>.</summary>
    public string? DeployBranch { get; init; }
}
