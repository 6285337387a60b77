using Deis.Functions.Reference;
using Deis.Platform.Services;

namespace Deis.Functions.Services;

/// <summary>A process type that gets some of an app's requests, on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="ProcfileType">The process type that gets the requests.</param>
/// <param name="PathPattern">Beginnings of paths, or regular expressions, with commas between them.</param>
public sealed record ServiceBody(string ProcfileType, string PathPattern) : IExample<ServiceBody>
{
    /// <inheritdoc/>
    public static ServiceBody Example => new("api", "/api,/v2");

    /// <summary>The wire form.</summary>
    public static ServiceBody Of(RoutedService service) => new(service.ProcfileType, service.PathPattern);
}
