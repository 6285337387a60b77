using System.Text;

namespace Deis.SlugTools.Building;

/// <summary>
/// The log of a build as its user sees it (docs/protocol/slug.md §1.1). Moving the cursor over the <c>remote: </c> that git puts before
/// each line is the push hook's job: a log store keeps no cursor movements.
/// </summary>
internal sealed class BuildOutput(Stream stream) : IDisposable
{
    private static readonly byte[] Indent = "       "u8.ToArray();
    private readonly Lock _line = new();

    /// <summary>A new phase: <c>-----> text</c>.</summary>
    public void Title(string text) => Write([], Encoding.UTF8.GetBytes($"-----> {text}"));

    /// <summary>A line within a phase.</summary>
    public void Normal(string text) => Write(Indent, Encoding.UTF8.GetBytes(text));

    /// <summary>Why the build ends: <c> !     text</c>.</summary>
    public void Error(string text)
    {
        foreach (var line in text.Split('\n'))
            Write([], Encoding.UTF8.GetBytes($" !     {line}"));
    }

    /// <summary>A line of a script. Titles stay; the rest is indented once, also if the script did so itself.</summary>
    public void Script(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd("\r"u8);
        if (line.StartsWith("--"u8) || line.StartsWith(" ! "u8))
            Write([], line);
        else
            Write(Indent, line.StartsWith(Indent) ? line[Indent.Length..] : line);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Write(ReadOnlySpan<byte> indent, ReadOnlySpan<byte> text)
    {
        // One write per line: the lines of two tasks do not mix, and nothing stays in a buffer when the process is killed.
        var line = new byte[indent.Length + text.Length + 1];
        indent.CopyTo(line);
        text.CopyTo(line.AsSpan(indent.Length));
        line[^1] = (byte)'\n';
        lock (_line)
            stream.Write(line);
    }
}
