namespace Deis.Functions.Runs.Attach;

/// <summary>A terminal's new size, as the protocol <c>v5.channel.k8s.io</c> tells it.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record TerminalSizeMessage(ushort Width, ushort Height);
