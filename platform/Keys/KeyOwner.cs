using System.Text.Json.Serialization;

namespace Deis.Platform.Keys;

/// <summary>Who holds a key.</summary>
/// <param name="Username">The account.</param>
/// <param name="Apps">Ids of the apps that the key may be used for.</param>
public sealed record KeyOwner(string Username, IReadOnlyList<string> Apps)
{
    /// <summary>The app that it is a deploy key of; left out for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeployKeyOf { get; init; }

    /// <summary>The branch that a push to the app that was asked for deploys; left out when that is <c>master</c> and <c>main</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeployBranch { get; init; }
}
