namespace Deis.Client.Services;

/// <summary>The process types that get some of an app's requests.</summary>
/// <param name="Services">All of them.</param>
public sealed record ServiceList(IReadOnlyList<Service> Services);
