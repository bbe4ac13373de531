#!/usr/bin/env escript
%% -*- erlang -*-
%% The comparison's work for Erlang/OTP: `twin.escript WORKLOAD COUNT` prints the nanoseconds that all
%% operations took together, `twin.escript idle COUNT PAST` the bytes of one process.
-module(twin).
-mode(compile).
-export([main/1, init/1, handle_call/3, handle_cast/2, start_link/1]).

main(["idle", Count, Past]) ->
    io:format("~b~n", [idle(list_to_integer(Count), list_to_existing_atom(Past))]);
main([Workload, Count]) ->
    %% A process that crashes on purpose says nothing.
    logger:set_primary_config(level, none),
    Work = list_to_existing_atom(Workload),
    N = list_to_integer(Count),
    _ = work(Work, N div 30 + 1),
    io:format("~b~n", [work(Work, N)]).

%% The servers.

init(number) -> {ok, 0};
init({node, Next}) -> {ok, {Next, 0}};
init(supervisor) ->
    Child = #{id => number, start => {?MODULE, start_link, [number]}},
    {ok, {#{strategy => one_for_one, intensity => 1000000, period => 1}, [Child]}}.

handle_call({add, By}, _From, Total) -> {reply, Total + By, Total + By};
handle_call({body, Body}, _From, Total) -> New = Total + value(Body), {reply, New, New};
handle_call({close, Next}, _From, {_, Passed}) -> {reply, ok, {Next, Passed}};
handle_call(passed, _From, {_, Passed} = State) -> {reply, Passed, State}.

handle_cast({bump, By}, Total) -> {noreply, Total + By};
handle_cast({body, Body}, Total) -> {noreply, Total + value(Body)};
handle_cast(crash, _Total) -> exit(crash);
handle_cast({pass, 0, Done}, {Next, Passed}) ->
    Done ! done,
    {noreply, {Next, Passed + 1}};
handle_cast({pass, Hops, Done}, {Next, Passed}) ->
    gen_server:cast(Next, {pass, Hops - 1, Done}),
    {noreply, {Next, Passed + 1}}.

start_link(number) -> gen_server:start_link({local, twin_number}, ?MODULE, number, []).

start(Args) ->
    {ok, Pid} = gen_server:start(?MODULE, Args, []),
    Pid.

%% One KiB: a tuple is copied into the receiver's heap, a binary is shared.
body(inline, Fill) -> erlang:make_tuple(128, Fill);
body(boxed, Fill) -> binary:copy(<<Fill>>, 1024).

value(Tuple) when is_tuple(Tuple) -> element(128, Tuple);
value(Binary) -> binary:at(Binary, 1023).

%% The work.

work(call, N) -> calls(1, N);
work('call-async', N) -> calls(1, N);
work('call-64', N) -> calls(64, N);
work(cast, N) -> casts(1, N);
work('cast-8', N) -> casts(8, N);
work(ring, N) -> ring(N);
work(rr, N) -> round_robin(N);
work(spawn, N) -> spawns(N);
work(restart, N) -> restarts(N);
work('call-inline', N) -> bodies(fun gen_server:call/2, inline, N);
work('call-boxed', N) -> bodies(fun gen_server:call/2, boxed, N);
work('cast-inline', N) -> bodies(fun gen_server:cast/2, inline, N);
work('cast-boxed', N) -> bodies(fun gen_server:cast/2, boxed, N).

calls(Callers, N) ->
    Each = N div Callers,
    Pid = start(number),
    Elapsed = timed(fun() ->
        spread(Callers, fun() -> repeat(Each, fun(_) -> gen_server:call(Pid, {add, 1}) end) end)
    end),
    Expected = Each * Callers,
    Expected = gen_server:call(Pid, {add, 0}),
    ok = gen_server:stop(Pid),
    Elapsed.

casts(Senders, N) ->
    Each = N div Senders,
    Expected = Senders * (Each * (Each + 1) div 2),
    Pid = start(number),
    Elapsed = timed(fun() ->
        spread(Senders, fun() -> repeat(Each, fun(By) -> gen_server:cast(Pid, {bump, By}) end) end),
        Expected = gen_server:call(Pid, {add, 0}, infinity)
    end),
    ok = gen_server:stop(Pid),
    Elapsed.

round_robin(N) ->
    Servers = list_to_tuple([start(number) || _ <- lists:seq(1, 100)]),
    Expected = N * (N + 1) div 2,
    Elapsed = timed(fun() ->
        repeat(N, fun(By) -> gen_server:cast(element(By rem 100 + 1, Servers), {bump, By}) end),
        Totals = [gen_server:call(Pid, {add, 0}, infinity) || Pid <- tuple_to_list(Servers)],
        Expected = lists:sum(Totals)
    end),
    [ok = gen_server:stop(Pid) || Pid <- tuple_to_list(Servers)],
    Elapsed.

ring(N) ->
    Last = start({node, none}),
    Add = fun(_, [Next | _] = Made) -> [start({node, Next}) | Made] end,
    [First | _] = Members = lists:foldl(Add, [Last], lists:seq(1, 999)),
    ok = gen_server:call(Last, {close, First}),
    Me = self(),
    Elapsed = timed(fun() ->
        gen_server:cast(First, {pass, N - 1, Me}),
        receive done -> ok end
    end),
    N = lists:sum([gen_server:call(Pid, passed) || Pid <- Members]),
    [ok = gen_server:stop(Pid) || Pid <- Members],
    Elapsed.

spawns(N) ->
    timed(fun() ->
        repeat(N, fun(By) ->
            Pid = start(number),
            By = gen_server:call(Pid, {add, By}),
            ok = gen_server:stop(Pid)
        end)
    end).

restarts(N) ->
    {ok, Supervisor} = supervisor:start_link(?MODULE, supervisor),
    Elapsed = timed(fun() ->
        repeat(N, fun(By) ->
            gen_server:cast(twin_number, crash),
            By = answer(By)
        end)
    end),
    unlink(Supervisor),
    ok = gen_server:stop(Supervisor),
    Elapsed.

%% Whoever meets the gap asks again.
answer(By) ->
    try gen_server:call(twin_number, {add, By})
    catch exit:_ -> erlang:yield(), answer(By)
    end.

bodies(Send, Kind, N) ->
    Expected = lists:sum([Index rem 251 || Index <- lists:seq(1, N)]),
    Pid = start(number),
    Elapsed = timed(fun() ->
        repeat(N, fun(Index) -> Send(Pid, {body, body(Kind, Index rem 251)}) end),
        Expected = gen_server:call(Pid, {add, 0}, infinity)
    end),
    ok = gen_server:stop(Pid),
    Elapsed.

idle(N, Past) ->
    First = [touched(Past) || _ <- lists:seq(1, 1000)],
    Before = erlang:memory(total),
    Servers = [touched(Past) || _ <- lists:seq(1, N)],
    After = erlang:memory(total),
    true = is_process_alive(hd(First)),
    %% A cell of the list is two words.
    (After - Before) div length(Servers) - 2 * erlang:system_info(wordsize).

touched(called) ->
    Pid = start(number),
    2 = gen_server:call(Pid, {add, 2}),
    Pid;
touched(cast) ->
    Pid = start(number),
    gen_server:cast(Pid, {bump, 1}),
    3 = gen_server:call(Pid, {add, 2}),
    Pid.

%% Tools.

timed(Work) ->
    Begun = erlang:monotonic_time(nanosecond),
    Work(),
    erlang:monotonic_time(nanosecond) - Begun.

spread(1, Work) -> Work();
spread(Workers, Work) ->
    Running = [spawn_monitor(Work) || _ <- lists:seq(1, Workers)],
    [receive {'DOWN', Monitor, process, Pid, normal} -> ok end || {Pid, Monitor} <- Running],
    ok.

repeat(N, Each) -> repeat(1, N, Each).

repeat(Index, N, _Each) when Index > N -> ok;
repeat(Index, N, Each) ->
    Each(Index),
    repeat(Index + 1, N, Each).
