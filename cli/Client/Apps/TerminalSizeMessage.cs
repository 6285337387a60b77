namespace Deis.Client.Apps;

/// <summary>A terminal's new size, as the protocol <c>v5.channel.k8s.io</c> tells it.</summary>
internal sealed record TerminalSizeMessage(int Width, int Height);
