using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace DurableTask.Postgres.Analyzers.Tests.Support;

/// <summary>Source in which <c>{|ID:text|}</c> marks what is to be found.</summary>
public sealed record Marked(string Source, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Marked Parse(string text)
    {
        var source = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var expected = new List<(string Id, TextSpan Span)>();
        for (var index = 0; index < text.Length; index++)
        {
            if (text.AsSpan(index).StartsWith("{|"))
            {
                var colon = text.IndexOf(':', index);
                open.Push((text[(index + 2)..colon], source.Length));
                index = colon;
            }
            else if (text.AsSpan(index).StartsWith("|}"))
            {
                var (id, start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, source.Length)));
                index++;
            }
            else
            {
                source.Append(text[index]);
            }
        }

        return new Marked(source.ToString(), expected);
    }
}
