namespace Deis.Client.Keys;

internal sealed record KeyCreateRequest(string Id, string Public);
