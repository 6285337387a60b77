namespace Deis.Functions.Services;

/// <summary>The services of an app, on the wire.</summary>
/// <param name="Services">Newest first.</param>
public sealed record ServiceList(IReadOnlyList<ServiceBody> Services);
