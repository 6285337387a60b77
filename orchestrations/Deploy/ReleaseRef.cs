namespace Deis.Orchestrations.Deploy;

/// <summary>Names a release in histories.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its label, for example <c>v3</c>.</param>
public sealed record ReleaseRef(Guid Id, string Label);
