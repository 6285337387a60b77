using System.Text.Json.Serialization;

namespace Deis.Client.Settings;

/// <summary>A change of settings: what is null stays; a null in the place of a value of a map removes the entry.</summary>
public sealed record SettingsChange
{
    /// <inheritdoc cref="AppSettings.Label"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string?>? Label { get; init; }

    /// <inheritdoc cref="AppSettings.Autoscale"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, Autoscale?>? Autoscale { get; init; }

    /// <inheritdoc cref="AppSettings.Maintenance"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Maintenance { get; init; }

    /// <inheritdoc cref="AppSettings.Routable"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Routable { get; init; }

    /// <summary>As <see cref="AppSettings.DeployBranch"/>; an empty text goes back to <c>master</c> and <c>main</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeployBranch { get; init; }
}
