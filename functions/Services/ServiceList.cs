using Deis.Functions.Reference;

namespace Deis.Functions.Services;

/// <summary>The services of an app, on the wire.</summary>
/// <param name="Services">Newest first.</param>
public sealed record ServiceList(IReadOnlyList<ServiceBody> Services) : IExample<ServiceList>
{
    /// <inheritdoc/>
    public static ServiceList Example => new([ServiceBody.Example]);
}
