using Deis.Platform.Services;

namespace Deis.Functions.Services;

/// <summary>A process type that gets some of an app's requests, on the wire (docs/protocol/controller.md §10).</summary>
public sealed record ServiceBody(string ProcfileType, string PathPattern)
{
    /// <summary>The wire form.</summary>
    public static ServiceBody Of(RoutedService service) => new(service.ProcfileType, service.PathPattern);
}
