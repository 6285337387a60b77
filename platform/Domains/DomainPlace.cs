namespace Deis.Platform.Domains;

/// <summary>Which app has a host name.</summary>
/// <param name="Id">Primary key of the <see cref="Domain"/>.</param>
/// <param name="App">Id of the app.</param>
public sealed record DomainPlace(long Id, string App);
