namespace Deis.Client.Apps;

/// <summary>A cause in <see cref="ChannelStatusDetails"/>.</summary>
internal sealed record ChannelStatusCause(string? Reason, string? Message);
