using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Deis.Router.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Deis.Router.Http1;

/// <summary>One request and its answer over one connection. Request and answer pass at the same time.</summary>
internal sealed class Http1Exchange(HttpContext context, Http1Connection connection, string? upgrade, bool hasBody, TimeProvider time)
{
    // Who asks whether to go on may talk to a process that does not know the question.
    private static readonly TimeSpan ContinuePatience = TimeSpan.FromSeconds(1);

    private readonly RequestBody? _body = hasBody
        ? new RequestBody(context.Request.BodyReader, connection, chunked: context.Request.Headers.ContentLength is null)
        : null;

    private Task? _sending;
    private int _started;

    /// <summary>Bytes sent to the client, without the head.</summary>
    public long Sent { get; private set; }

    /// <summary>Whether the connection can take another request.</summary>
    public bool KeepsConnection { get; private set; }

    /// <summary>Runs it. Leaves the connection to the caller.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ForwardOutcome> RunAsync(TimeSpan patience, ForwardedHeaders forwarded, RequestIds? ids)
    {
        var chunked = hasBody && context.Request.Headers.ContentLength is null;
        if (!RequestHead.TryWrite(connection.Output, context, upgrade, chunked, forwarded, ids))
            return new ForwardOutcome(ForwardResult.BadRequest, "the request cannot be written as HTTP/1.1");

        connection.Begin(context, patience);
        var left = context.RequestAborted.UnsafeRegister(static connection => ((Http1Connection)connection!).Abort(), connection);
        try
        {
            if (_body is null)
            {
                await connection.FlushAsync();
                await connection.ReceiveHeadAsync();
            }
            else
            {
                await SendAndReceiveHeadAsync(_body);
            }

            if (connection.Head.Status == StatusCodes.Status101SwitchingProtocols)
                await SwitchAsync(ids);
            else
                await PassAnswerAsync(ids);
            return connection.TimedOut ? Failure("nothing moved") : new ForwardOutcome(ForwardResult.Done);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            return Failure(error.Message);
        }
        finally
        {
            await left.DisposeAsync();
            connection.End();
            await EndBodyAsync();
        }
    }

    private async ValueTask SendAndReceiveHeadAsync(RequestBody body)
    {
        if (!HeaderFields.Lists(context.Request.Headers.Expect.ToString(), "100-continue"))
        {
            Start(body);
            await connection.ReceiveHeadAsync();
            return;
        }

        await connection.FlushAsync();
        var receiving = connection.ReceiveHeadAsync(onContinue: () => Start(body)).AsTask();
        if (await Task.WhenAny(receiving, Task.Delay(ContinuePatience, time)) != receiving)
            Start(body);
        await receiving;
    }

    private void Start(RequestBody body)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            _sending = body.SendAsync();
    }

    private async ValueTask PassAnswerAsync(RequestIds? ids)
    {
        PassHead(ids);
        var body = new ResponseBody(connection, context.Response.BodyWriter);
        bool complete;
        try
        {
            complete = await PassBodyAsync(body);
        }
        finally
        {
            Sent = body.Sent;
        }

        PassTrailers(body.Trailers);
        KeepsConnection = complete && connection.Head.KeepsConnection && connection.Input.IsEmpty
            && (_body is null || (_sending is { IsCompleted: true } && _body.IsSent));
    }

    /// <returns>Whether the end of the answer is beyond doubt.</returns>
    private async ValueTask<bool> PassBodyAsync(ResponseBody body)
    {
        var head = connection.Head;
        if (HttpMethods.IsHead(context.Request.Method) || head.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return true;
        // It says that there is nothing to show; a body would be against the rules, and the server takes none.
        if (head.Status == StatusCodes.Status205ResetContent)
            return false;
        if (head.Chunked)
            await body.SendChunksAsync();
        else if (head.ContentLength is { } length)
            await body.SendAsync(length);
        else
            await body.SendUntilCloseAsync();
        return head.Chunked || head.ContentLength is not null;
    }

    private void PassHead(RequestIds? ids)
    {
        var (head, response) = (connection.Head, context.Response);
        response.StatusCode = head.Status;
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && head.Reason != ReasonPhrases.GetReasonPhrase(head.Status))
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = head.Reason;
        var headers = response.Headers;
        foreach (ref readonly var header in head.Headers)
        {
            if (head.Passes(header))
                headers[header.Name] = StringValues.Concat(headers[header.Name], header.Value);
        }

        if (head.ContentLength is { } length
            && head.Status is not (StatusCodes.Status101SwitchingProtocols or StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent))
            headers.ContentLength = length;
        ids?.AddTo(headers);
    }

    // HTTP/1.1 clients get none.
    private void PassTrailers(IReadOnlyList<KeyValuePair<string, string>> trailers)
    {
        if (trailers.Count == 0 || context.Features.Get<IHttpResponseTrailersFeature>() is not { Trailers: { IsReadOnly: false } passed })
            return;
        foreach (var (name, value) in trailers)
        {
            if (HeaderFields.IsToken(name) && !HeaderFields.IsHopByHop(name))
                passed[name] = StringValues.Concat(passed[name], value);
        }
    }

    private async ValueTask SwitchAsync(RequestIds? ids)
    {
        if (upgrade is null)
            throw new MalformedAnswerException("the process changes the protocol, which nobody asked for");
        PassHead(ids);
        var tunnel = new Tunnel(await AcceptAsync(), connection);
        await tunnel.RunAsync();
        Sent = tunnel.Sent;
    }

    private async ValueTask<Stream> AcceptAsync()
    {
        var headers = context.Response.Headers;
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            // Over HTTP/2 the acceptance is the status alone.
            headers.Remove(HeaderNames.SecWebSocketAccept);
            context.Response.StatusCode = StatusCodes.Status200OK;
            return await connect.AcceptAsync();
        }

        foreach (var header in connection.Head.Headers.ToArray())
        {
            if (header.Kind == ResponseHeaderKind.Upgrade)
                headers.Upgrade = header.Value;
        }

        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    private ForwardOutcome Failure(string reason)
    {
        var result = connection.TimedOut ? ForwardResult.TimedOut
            : context.RequestAborted.IsCancellationRequested ? ForwardResult.ClientLeft
            : _body?.ClientFailure is not null ? ForwardResult.BadRequest
            : ForwardResult.Broken;
        // What was cut off must not look like the whole.
        if (context.Response.HasStarted)
            context.Abort();
        return new ForwardOutcome(result, _body?.ClientFailure?.Message ?? reason);
    }

    // When the answer is complete, or there is none, nobody reads the rest of the request.
    private async ValueTask EndBodyAsync()
    {
        if (_sending is null or { IsCompleted: true })
            return;
        connection.Abort();
        _body!.Stop();
        await _sending;
    }
}
