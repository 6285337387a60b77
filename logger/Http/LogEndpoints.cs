using System.Globalization;
using Deis.Logger.Streams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Deis.Logger.Http;

/// <summary>The calls on streams (docs/protocol/logger.md §2, §4).</summary>
internal sealed class LogEndpoints(LogStore store, BodyBudget bodies, LoggerOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The number of the last entry stored.</summary>
    public const string SeqHeader = "Deis-Log-Seq";

    /// <summary>How many entries of the stream are no longer kept.</summary>
    public const string DroppedHeader = "Deis-Log-Dropped";

    private readonly TextFormat _text = new();
    private readonly NdjsonFormat _ndjson = new();

    public async Task ReadAsync(HttpContext context)
    {
        if (!TryName(context, out var name))
            await FailAsync(context, StatusCodes.Status400BadRequest, NameProblem);
        else if (!LogQuery.TryParse(context.Request.Query, time.GetUtcNow(), out var query, out var problem))
            await FailAsync(context, StatusCodes.Status400BadRequest, problem);
        else if (query.Follow)
            await FollowAsync(context, name, query);
        else
            await TailAsync(context, name, query);
    }

    public async Task AppendAsync(HttpContext context)
    {
        if (!TryName(context, out var name))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, NameProblem);
            return;
        }

        using var room = await bodies.AcquireAsync(context.Request.ContentLength, context.RequestAborted);
        if (!room.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "1";
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, TooBusy);
            return;
        }

        // A length that is too large is only a claim until the body is read, which the server then refuses.
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, options.BodyBytes));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (!LineReader.TryRead(body.GetBuffer().AsSpan(0, (int)body.Length), options.LineBytes, out var lines, out var problem))
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        var (status, last) = await store.AppendAsync(name, lines, context.RequestAborted);
        switch (status)
        {
            case AppendStatus.Stored:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                context.Response.Headers[SeqHeader] = last.ToString(CultureInfo.InvariantCulture);
                return;
            case AppendStatus.TooManyStreams:
                await FailAsync(context, StatusCodes.Status507InsufficientStorage, TooManyStreams);
                return;
            default:
                context.Response.Headers.RetryAfter = "1";
                await FailAsync(context, StatusCodes.Status507InsufficientStorage, DiskFails);
                return;
        }
    }

    public async Task DeleteAsync(HttpContext context)
    {
        if (!TryName(context, out var name))
            await FailAsync(context, StatusCodes.Status400BadRequest, NameProblem);
        else if (!await store.DeleteAsync(name, context.RequestAborted))
            await FailAsync(context, StatusCodes.Status500InternalServerError, NotDeleted);
    }

    private const string NameProblem =
        "A stream is named by one or two parts of letters, digits and ._:@- with a slash between them, such as myapp or builds/42.";

    private const string TooManyStreams = "There are too many streams, and all of them are being followed.";

    private const string DiskFails = "The disk of the logger is full or broken. Nothing of this request is stored; send it again later.";

    private const string TooBusy = "The logger has as much to store as its memory holds. Send this again later.";

    private const string NotDeleted = "The stream has ended, but not all of its files could be deleted. Try again later.";

    private async Task TailAsync(HttpContext context, StreamName name, LogQuery query)
    {
        var slice = store.TryGet(name, out var stream) ? stream.Tail(query.After, query.Count, query.Filter) : default;
        if (stream is null || slice.Entries.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var writer = Start(context, stream);
        writer.Write(slice);
        await writer.FlushAsync(context.RequestAborted);
    }

    private async Task FollowAsync(HttpContext context, StreamName name, LogQuery query)
    {
        if (store.Follow(name) is not { } stream)
        {
            await FailAsync(context, StatusCodes.Status507InsufficientStorage, TooManyStreams);
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await FollowAsync(Start(context, stream), stream, query, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The reader has gone, or the logger goes.
            return;
        }
        finally
        {
            store.Leave(stream);
        }
    }

    private static async Task FollowAsync(EntryWriter writer, LogStream stream, LogQuery query, CancellationToken cancellation)
    {
        var slice = stream.Tail(query.After, query.Count, query.Filter);
        while (true)
        {
            writer.Write(slice);
            // Also when there is nothing to send yet: the reader must see that the answer has begun.
            await writer.FlushAsync(cancellation);
            if (slice.Ended)
                return;
            await stream.ChangedAsync(slice.Position, cancellation);
            slice = stream.Next(slice.Position, query.Filter);
        }
    }

    private EntryWriter Start(HttpContext context, LogStream stream)
    {
        var wantsJson = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == NdjsonFormat.MediaType);
        IEntryFormat format = wantsJson ? _ndjson : _text;
        context.Response.ContentType = format.ContentType;
        context.Response.Headers[DroppedHeader] = stream.Dropped.ToString(CultureInfo.InvariantCulture);
        return new EntryWriter(context.Response.BodyWriter, format, stream, time);
    }

    private static bool TryName(HttpContext context, out StreamName name) =>
        StreamName.TryParse((context.Request.RouteValues["stream"] as string ?? "").TrimEnd('/'), out name);

    private static Task FailAsync(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(problem + "\n", context.RequestAborted);
    }
}
