namespace Deis.Client.Apps;

/// <summary>Details of a <see cref="ChannelStatus"/>.</summary>
internal sealed record ChannelStatusDetails(IReadOnlyList<ChannelStatusCause>? Causes);
