namespace Deis.Router.Http1;

/// <summary>One header of a process's answer.</summary>
internal readonly record struct ResponseHeader(string Name, string Value, ResponseHeaderKind Kind);
