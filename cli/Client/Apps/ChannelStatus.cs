namespace Deis.Client.Apps;

/// <summary>How a command ended, as the protocol <c>v5.channel.k8s.io</c> tells it: a part of Kubernetes' <c>Status</c>.</summary>
internal sealed record ChannelStatus(string? Status, string? Message, ChannelStatusDetails? Details);
