namespace Deis.Client.Apps;

internal sealed record AppCreateRequest(string Id);
