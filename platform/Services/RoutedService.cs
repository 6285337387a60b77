namespace Deis.Platform.Services;

/// <summary>A process type that gets the requests to some paths of its app, and all requests to a host name of its own.</summary>
public sealed class RoutedService
{
    /// <summary>Primary key.</summary>
    public long Id { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Who added it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The process type.</summary>
    public required string ProcfileType { get; init; }

    /// <summary>The paths, as they were asked for: separated by commas.</summary>
    public required string PathPattern { get; set; }

    /// <summary>Its host name, a sub-domain of the platform domain.</summary>
    public required string Host { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; set; }

    /// <summary>The host name of a process type.</summary>
    public static string HostOf(string app, string type) => $"{app}-{type}";
}
