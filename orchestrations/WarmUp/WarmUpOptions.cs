using System.ComponentModel.DataAnnotations;

namespace Deis.Orchestrations.WarmUp;

/// <summary>
/// How the first deploy of an app makes sure that the router serves it. Section <c>WarmUp</c>, or <c>DEIS_ROUTER_SERVICE_HOST</c>, <c>_PORT</c> and
/// <c>DEIS_ROUTER_PLATFORM_DOMAIN</c>. Without router or domain nothing is asked.
/// </summary>
public sealed class WarmUpOptions
{
    /// <summary>Base URL of the router as this process reaches it, for example <c>http://deis-router:80</c>.</summary>
    public Uri? RouterUrl { get; set; }

    /// <summary>The domain below which apps have their names, as the router knows it.</summary>
    public string? PlatformDomain { get; set; }

    /// <summary>How often the router is asked at most.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 10;

    /// <summary>Between two questions.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);
}
